using System;
using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux (dpaa_eth): frames that stayed mapped when they could not be enqueued. The owner of the mapping is not disposed
// where the queue refuses the frame.
public sealed class FrameMapping<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly DmaBuffer _frame;
    private bool _held = true;

    public FrameMapping(DmaBuffer frame)
    {
        _frame = frame;
        Address = THal.Share(frame, BufferDirection.DriverToDevice);
    }

    public PhysAddr Address { get; }

    public void Dispose()
    {
        if (_held)
        {
            _held = false;
            THal.Unshare(Address, _frame, BufferDirection.DriverToDevice);
        }
    }
}

public sealed class DpaaTransmit<THal>(NetPort port, Device manager)
    where THal : struct, IHal
{
    public int Errors { get; private set; }

    public bool Send(DmaBuffer frame)
    {
        var mapping = new FrameMapping<THal>(frame); //! HAL1002
        if (!port.Transmit(mapping.Address, frame.Length))
        {
            Errors++;
            return false;
        }

        bool confirmed = manager.Wait(50);
        if (!confirmed)
        {
            manager.Reset();
        }

        mapping.Dispose();
        return confirmed;
    }
}
