using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A transmit path that inserts a VLAN tag in front of a frame that has no headroom. The frame is rebuilt in a buffer of the driver's
// own, which is shared for the time of the transmission.
internal sealed unsafe class TaggedTransmit<THal> : IDisposable
    where THal : struct, IHal
{
    private const int AddressesLength = 12;
    private const int TagLength = 4;

    private readonly Device _device;
    private readonly PinnedBuffer _frame = new(2048);

    public TaggedTransmit(Device device) => _device = device;

    public bool Send(ReadOnlySpan<byte> frame, ushort vlan)
    {
        if (frame.Length < AddressesLength || frame.Length + TagLength > _frame.Buffer.Length)
        {
            return false;
        }

        DmaBuffer tagged = _frame.Buffer.Slice(0, frame.Length + TagLength);
        Span<byte> bytes = tagged.AsSpan();
        frame[..AddressesLength].CopyTo(bytes);
        bytes[12] = 0x81;
        bytes[13] = 0x00;
        bytes[14] = (byte)(vlan >> 8);
        bytes[15] = (byte)vlan;
        frame[AddressesLength..].CopyTo(bytes[(AddressesLength + TagLength)..]);

        PhysAddr address = THal.Share(tagged, DriverToDevice);
        try
        {
            if (!_device.Submit(address, tagged.Length))
            {
                return false;
            }

            if (!_device.Wait(50))
            {
                _device.Reset();
                return false;
            }

            return true;
        }
        finally
        {
            THal.Unshare(address, tagged, DriverToDevice);
        }
    }

    public void Dispose() => _frame.Dispose();
}
