using Devices;
using Hal;

public sealed class ScopeEndsEarly<THal>(Device device) where THal : struct, IHal
{
    public bool Read(DmaBuffer b)
    {
        PhysAddr a;
        using (var scope = new SharedScope<THal>(b, BufferDirection.DeviceToDriver))
        {
            a = scope.Paddr;
        }

        device.Program(a, b.Length); //! HAL1010
        return device.Wait(10);
    }
}
