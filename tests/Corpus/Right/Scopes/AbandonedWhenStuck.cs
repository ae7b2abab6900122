using Devices;
using Hal;

/// <summary>A scope in a using is abandoned when the device does not let go; its Dispose then does nothing.</summary>
public sealed class AbandonsScope<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public bool Run(DmaBuffer into)
    {
        using var scope = new SharedScope<THal>(into, BufferDirection.DeviceToDriver);
        _device.Program(scope.Paddr, into.Length);
        if (_device.Wait(100))
        {
            return true;
        }

        _device.Reset();
        if (!_device.Ready)
        {
            scope.Abandon();
        }

        return false;
    }
}
