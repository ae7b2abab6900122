using System;
using Devices;
using Hal;

namespace Drivers;

// A driver whose fields are released by different members and set to null by each. Whoever releases a field empties it, so that Close
// can release what is left without knowing who ran before.
internal sealed class NullAfterRelease<THal>
    where THal : struct, IHal
{
    private readonly Device _device;
    private Dma<THal>? _firmware;
    private Dma<THal>? _log;
    private Shared<THal>? _config;

    public NullAfterRelease(Device device) => _device = device;

    public bool Load(ReadOnlySpan<byte> image, DmaBuffer config)
    {
        if (_firmware is not null || _config is not null || image.IsEmpty)
        {
            return false;
        }

        _firmware = new Dma<THal>(HalConstants.PagesFor((nuint)image.Length), BufferDirection.DriverToDevice);
        image.CopyTo(_firmware.AsSpan());
        _config = new Shared<THal>(config, BufferDirection.DriverToDevice);
        _device.WriteRegister(0, _firmware.Paddr.Value);
        _device.WriteRegister(8, _config.Value.Paddr.Value);
        return true;
    }

    public void EnableLog()
    {
        _log ??= new Dma<THal>(4, BufferDirection.DeviceToDriver);
        _device.WriteRegister(16, _log.Paddr.Value);
    }

    public void OnBooted()
    {
        _device.WriteRegister(0, 0);
        _firmware?.Dispose();
        _firmware = null;
    }

    public void OnConfigured()
    {
        _device.WriteRegister(8, 0);
        _config?.Unshare();
        _config = null;
    }

    public void Close()
    {
        _device.Reset();
        _config?.Unshare();
        _config = null;
        _firmware?.Dispose();
        _firmware = null;
        _log?.Dispose();
        _log = null;
    }
}
