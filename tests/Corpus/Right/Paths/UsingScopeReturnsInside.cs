using Devices;
using Hal;

/// <summary>A using declaration, with returns, a throw and a loop inside of its scope.</summary>
public sealed class ScopedRead<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Read(DmaBuffer into)
    {
        using var share = new SharedScope<THal>(into, BufferDirection.DeviceToDriver);
        _device.Program(share.Paddr, share.Buffer.Length);
        _device.Kick();
        for (int i = 0; i < 100; i++)
        {
            if (_device.Poll())
            {
                return _device.Status;
            }
        }

        _device.Reset();
        if (_device.Ready)
        {
            return 0;
        }

        throw new DeviceException("dead after reset");
    }
}
