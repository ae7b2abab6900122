using Devices;
using Hal;

public sealed class ConstantAddress<THal>(DmaEngine engine) where THal : struct, IHal
{
    public void Fill(DmaBuffer b)
    {
        PhysAddr a = default;
        if (engine.IsIdle)
        {
            a = THal.Share(b, BufferDirection.DeviceToDriver);
            engine.SubmitFill(a, b.Length, 0);
        }

        engine.Terminate();
        THal.Unshare(a, b, BufferDirection.DeviceToDriver); //! HAL1001
    }
}
