using Devices;
using Hal;

/// <summary>Each chunk's address overwrites the previous one; only the last is unmapped.</summary>
public sealed class OverwrittenInLoop<THal>(DmaEngine engine) where THal : struct, IHal
{
    public void Load(DmaBuffer[] chunks, PhysAddr target)
    {
        PhysAddr a = default;
        DmaBuffer last = default;
        foreach (DmaBuffer chunk in chunks)
        {
            a = THal.Share(chunk, BufferDirection.DriverToDevice); //! HAL1002 (no fix: overwritten)
            last = chunk;
            engine.Submit(a, target, chunk.Length);
        }

        if (a != default)
        {
            THal.Unshare(a, last, BufferDirection.DriverToDevice);
        }
    }
}
