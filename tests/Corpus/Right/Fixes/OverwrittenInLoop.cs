using Devices;
using Hal;

public sealed class OverwrittenInLoop<THal>(DmaEngine engine) where THal : struct, IHal
{
    public void Load(DmaBuffer[] chunks, PhysAddr target)
    {
        PhysAddr a = default;
        DmaBuffer last = default;
        foreach (DmaBuffer chunk in chunks)
        {
            a = THal.Share(chunk, BufferDirection.DriverToDevice);
            last = chunk;
            engine.WaitFor(engine.Submit(a, target, chunk.Length), 100);
            THal.Unshare(a, last, BufferDirection.DriverToDevice);
        }
    }
}
