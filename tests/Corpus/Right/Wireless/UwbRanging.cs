using System;
using Devices;
using Hal;

namespace Drivers;

// Like ultra-wideband ranging chips: two receive buffers, one with the chip, one with the driver. The roles swap only after the chip has
// finished one and has taken the other.
public sealed class DoubleReceive<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _chip;
    private PinnedBuffer _withChip = new(1024);
    private PinnedBuffer _withDriver = new(1024);
    private PhysAddr _address;
    private bool _running;

    public DoubleReceive(Device chip) => _chip = chip;

    public bool Start()
    {
        if (_running)
        {
            return true;
        }

        PhysAddr address = THal.Share(_withChip.Buffer, BufferDirection.DeviceToDriver);
        if (!_chip.Submit(address, _withChip.Buffer.Length))
        {
            THal.Unshare(address, _withChip.Buffer, BufferDirection.DeviceToDriver);
            return false;
        }

        _address = address;
        _running = true;
        return true;
    }

    public bool TryRange(Span<byte> frame)
    {
        if (!_running || !_chip.Poll())
        {
            return false;
        }

        THal.Unshare(_address, _withChip.Buffer, BufferDirection.DeviceToDriver);
        _running = false;
        (_withChip, _withDriver) = (_withDriver, _withChip);
        Start();
        _withDriver.Buffer.AsReadOnlySpan()[..Math.Min(frame.Length, 1024)].CopyTo(frame);
        return true;
    }

    public void Dispose()
    {
        if (_running)
        {
            _chip.Reset();
            THal.Unshare(_address, _withChip.Buffer, BufferDirection.DeviceToDriver);
            _running = false;
        }

        _withChip.Dispose();
        _withDriver.Dispose();
    }
}
