using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Link aggregation: the control frame that a bonded port repeats, one in flight at a time. The flag says whether the address in the
// field is live; a frame that never came back is abandoned with its memory.
public sealed class BondHeartbeat<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly NetPort _port;
    private readonly PinnedBuffer _frame = new(124);
    private PhysAddr _address;
    private bool _inFlight;
    private bool _disposed;

    public BondHeartbeat(NetPort port) => _port = port;

    public bool Tick(byte sequence)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_inFlight)
        {
            if (_port.ReapTransmitted() == 0)
            {
                return false;
            }

            THal.Unshare(_address, _frame.Buffer, DriverToDevice);
            _inFlight = false;
        }

        DmaBuffer frame = _frame.Buffer;
        frame[15] = sequence;
        PhysAddr address = THal.Share(frame, DriverToDevice);
        if (!_port.Transmit(address, frame.Length))
        {
            THal.Unshare(address, frame, DriverToDevice);
            return false;
        }

        _address = address;
        _inFlight = true;
        return true;
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if (_inFlight)
        {
            if (_port.ReapTransmitted() == 0)
            {
                DmaOwnership.Abandon<THal>(_address);
                return;
            }

            THal.Unshare(_address, _frame.Buffer, DriverToDevice);
        }

        _frame.Dispose();
    }
}
