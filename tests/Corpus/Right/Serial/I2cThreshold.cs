using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>I2C messages: long ones by DMA through a safe copy, short ones byte by byte.</summary>
public sealed class I2cAdapter<THal>(MmioRegion registers, Device dma)
    where THal : struct, IHal
{
    public readonly record struct Message(byte Address, bool Read, DmaBuffer Data);

    public int Transfer(params Message[] messages)
    {
        int done = 0;
        foreach (Message message in messages)
        {
            int status = message switch
            {
                { Data.Length: < 8 } => ByHand(message),
                { Read: true } => Dma(message, DeviceToDriver),
                _ => Dma(message, DriverToDevice),
            };
            if (status < 0)
            {
                return status;
            }

            done++;
        }

        return done;
    }

    private int Dma(in Message message, BufferDirection direction)
    {
        PhysAddr paddr = THal.Share(message.Data, direction);
        try
        {
            registers.Write8(0, message.Address);
            int status = dma.Start(paddr, message.Data.Length);
            if (status == 0 && !dma.Wait(100))
            {
                dma.Reset();
                status = -110;
            }

            return status;
        }
        finally
        {
            THal.Unshare(paddr, message.Data, direction);
        }
    }

    private int ByHand(in Message message)
    {
        registers.Write8(0, message.Address);
        Span<byte> data = message.Data.AsSpan();
        for (int i = 0; i < data.Length; i++)
        {
            if (message.Read)
            {
                data[i] = registers.Read8(4);
            }
            else
            {
                registers.Write8(4, data[i]);
            }
        }

        return (registers.Read8(8) & 1) == 0 ? 0 : -6;
    }
}
