using System;
using Devices;
using Hal;

namespace Drivers;

// A dump of a device's configuration space, read register by register and sent to a debug port. Registers are copied into memory by
// volatile reads of the right width, and memory is what is shared.
public sealed class ConfigDumper<THal> : IDisposable
    where THal : struct, IHal
{
    private const nuint ConfigBytes = 256;

    private readonly MmioRegion _config;
    private readonly SerialPort _debug;
    private readonly PinnedBuffer _copy = new((int)ConfigBytes);

    public ConfigDumper(PhysAddr config, SerialPort debug)
    {
        _config = MmioRegion.Map<THal>(config, ConfigBytes);
        _debug = debug;
    }

    public ushort Vendor => _config.Read16(0);

    public bool Dump(int milliseconds)
    {
        if (IsStuck)
        {
            return false;
        }

        Span<byte> copy = _copy.Buffer.AsSpan();
        for (nuint offset = 0; offset < ConfigBytes; offset += sizeof(uint))
        {
            BitConverter.TryWriteBytes(copy[(int)offset..], _config.Read32(offset));
        }

        PhysAddr address = THal.Share(_copy.Buffer, BufferDirection.DriverToDevice);
        _debug.StartTransmit(address, _copy.Buffer.Length);
        var deadline = Deadline.In(milliseconds);
        while (!_debug.TransmitIdle)
        {
            if (deadline.Expired)
            {
                // The port cannot be stopped: the copy is never written again, and stays with it.
                DmaOwnership.Abandon<THal>(address);
                IsStuck = true;
                return false;
            }
        }

        THal.Unshare(address, _copy.Buffer, BufferDirection.DriverToDevice);
        return true;
    }

    public bool IsStuck { get; private set; }

    public void Dispose()
    {
        if (!IsStuck)
        {
            _copy.Dispose();
        }
    }
}
