using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (wlcore, wireless drivers): a transfer without link returns without the Dispose of the mapped frame.
internal sealed class Aggregation<THal>(NetPort port)
    where THal : struct, IHal
{
    public bool Flush(DmaBuffer frames, int used)
    {
        var mapped = new MappedFrames(frames); //! HAL1002
        if (!port.Transmit(mapped.Address, used))
        {
            Log.Info("wlcore: no link");
            return false;
        }

        while (port.ReapTransmitted() == 0)
        {
        }

        mapped.Dispose();
        return true;
    }

    private sealed class MappedFrames : IDisposable
    {
        private readonly DmaBuffer _frames;

        public MappedFrames(DmaBuffer frames)
        {
            _frames = frames;
            Address = THal.Share(frames, DriverToDevice);
        }

        public PhysAddr Address { get; }

        public void Dispose() => THal.Unshare(Address, _frames, DriverToDevice);
    }
}
