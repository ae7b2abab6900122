using Devices;
using Hal;

public sealed class ScopeEndsEarly<THal>(Device device) where THal : struct, IHal
{
    public bool Read(DmaBuffer b)
    {
        using var scope = new SharedScope<THal>(b, BufferDirection.DeviceToDriver);
        device.Program(scope.Paddr, b.Length);
        return device.Wait(10);
    }
}
