using System.Threading;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Begin and end pointers, as code that came from C keeps them.
public sealed unsafe class BeginEndPointers<THal>(SerialPort port)
    where THal : struct, IHal
{
    public int Send(byte* begin, byte* end)
    {
        int sent = 0;
        for (byte* at = begin; at < end;)
        {
            int length = (int)Math.Min(end - at, 256);
            var chunk = new DmaBuffer(at, length);
            PhysAddr paddr = THal.Share(chunk, DriverToDevice);
            port.StartTransmit(paddr, length);
            while (!port.TransmitIdle)
            {
                Thread.SpinWait(1);
            }

            THal.Unshare(paddr, chunk, DriverToDevice);
            at += length;
            sent += length;
        }

        return sent;
    }

    public int SendAligned(byte* begin, byte* end)
    {
        byte* aligned = (byte*)(((nuint)begin + 63) & ~(nuint)63);
        if (aligned >= end)
        {
            return 0;
        }

        PhysAddr paddr = THal.Share(new DmaBuffer(aligned, (int)(end - aligned)), DriverToDevice);
        port.StartTransmit(paddr, (int)(end - aligned));
        while (!port.TransmitIdle)
        {
            Thread.SpinWait(1);
        }

        THal.Unshare(paddr, new DmaBuffer(aligned, (int)(end - aligned)), DriverToDevice);
        return (int)(end - begin);
    }
}
