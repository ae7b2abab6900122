using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (rt2x00, rtl8187se): the length of the frame is written into its header when the frame is already shared.
internal sealed class RalinkTransmit<THal>(Device radio)
    where THal : struct, IHal
{
    private const int HeaderBytes = 24;

    public bool Send(DmaBuffer frame, byte rate, bool acknowledge)
    {
        Span<byte> header = frame.AsSpan()[..HeaderBytes];
        header.Clear();
        header[0] = rate;
        header[1] = acknowledge ? (byte)1 : (byte)0;
        int payload = frame.Length - HeaderBytes;

        PhysAddr address = THal.Share(frame, DriverToDevice);
        header[2] = (byte)payload; //! HAL1007
        bool sent = radio.Submit(address, frame.Length) && radio.Wait(50);
        if (!sent)
        {
            radio.Reset();
        }

        THal.Unshare(address, frame, DriverToDevice);
        return sent;
    }
}
