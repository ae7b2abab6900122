using Devices;
using Hal;

/// <summary>A scope without using: disposed in a finally, and twice where the first Dispose came early.</summary>
public sealed class ManualScope<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public byte Read(DmaBuffer into)
    {
        var scope = new SharedScope<THal>(into, BufferDirection.DeviceToDriver);
        try
        {
            if (!_device.Submit(scope.Paddr, into.Length))
            {
                return 0;
            }

            _device.Wait(10);
            scope.Dispose();
            return into[0];
        }
        finally
        {
            scope.Dispose();
        }
    }
}
