using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Sends over a serial line by DMA, or byte by byte where the buffer is short or cannot be mapped.</summary>
public sealed class Uart<THal>(SerialPort port, MmioRegion registers)
    where THal : struct, IHal
{
    private const int WorthDma = 16;

    public int FallBacks { get; private set; }

    public void Send(DmaBuffer data)
    {
        if (data.Length < WorthDma || !TrySendByDma(data))
        {
            SendByHand(data.AsReadOnlySpan());
        }
    }

    private bool TrySendByDma(DmaBuffer data)
    {
        PhysAddr paddr;
        try
        {
            paddr = THal.Share(data, DriverToDevice);
        }
        catch (DmaException)
        {
            FallBacks++;
            return false;
        }

        port.StartTransmit(paddr, data.Length);
        while (!port.TransmitIdle)
        {
            Thread.SpinWait(10);
        }

        THal.Unshare(paddr, data, DriverToDevice);
        return true;
    }

    private void SendByHand(ReadOnlySpan<byte> data)
    {
        foreach (byte value in data)
        {
            while ((registers.Read8(5) & 0x20) == 0)
            {
                Thread.SpinWait(1);
            }

            registers.Write8(0, value);
        }
    }
}
