using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A SCSI command: the sense buffer is mapped only where the adapter fetches sense on its own.</summary>
public sealed unsafe class ScsiCommand<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly PinnedBuffer _sense = new(96);
    private readonly bool _autoSense;
    private DmaBuffer _data;
    private BufferDirection _direction;
    private PhysAddr _dataAddress;
    private PhysAddr _senseAddress;

    public ScsiCommand(bool autoSense) => _autoSense = autoSense;

    public ReadOnlySpan<byte> Sense => _sense.Buffer.AsReadOnlySpan();

    public bool Map(DmaBuffer data, bool toDevice)
    {
        _data = data;
        _direction = toDevice ? DriverToDevice : DeviceToDriver;
        _dataAddress = default;
        if (!data.IsEmpty)
        {
            _dataAddress = THal.Share(data, _direction);
        }

        if (!_autoSense)
        {
            return true;
        }

        try
        {
            _senseAddress = THal.Share(_sense.Buffer, DeviceToDriver);
            return true;
        }
        catch (DmaException)
        {
            UnmapData();
            return false;
        }
    }

    public int Run(Mailbox mailbox) => mailbox.Execute(0x12, _dataAddress, _senseAddress);

    private void UnmapData()
    {
        if (_dataAddress != default)
        {
            THal.Unshare(_dataAddress, _data, _direction);
            _dataAddress = default;
        }
    }

    public void Unmap()
    {
        UnmapData();
        if (_autoSense && _senseAddress != default)
        {
            THal.Unshare(_senseAddress, _sense.Buffer, DeviceToDriver);
            _senseAddress = default;
        }
    }

    public void Dispose()
    {
        Unmap();
        _sense.Dispose();
    }
}
