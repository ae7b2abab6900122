using System.Threading;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A boot loader's network driver: send one packet and wait for it.</summary>
public sealed unsafe class MacbSend<THal>(MmioRegion registers, Dma<THal> descriptors)
    where THal : struct, IHal
{
    private const uint Used = 1u << 31;
    private const uint Wrap = 1u << 30;
    private const uint LastBuffer = 1u << 15;
    private const int Ring = 16;

    private int _head;

    public int Send(DmaBuffer packet)
    {
        PhysAddr paddr = THal.Share(packet, DriverToDevice);
        int index = _head;
        uint control = (uint)packet.Length | LastBuffer;
        if (index == Ring - 1)
        {
            control |= Wrap;
            _head = 0;
        }
        else
        {
            _head++;
        }

        uint* descriptor = descriptors.Pointer<uint>((nuint)index * 8);
        descriptor[0] = (uint)paddr.Value;
        Volatile.Write(ref descriptor[1], control);
        registers.Write32(0x00, registers.Read32(0x00) | 0x200);

        uint state = 0;
        for (int i = 0; i <= 1000; i++)
        {
            state = Volatile.Read(ref descriptor[1]);
            if ((state & Used) != 0)
            {
                break;
            }

            Thread.SpinWait(10);
        }

        if ((state & Used) == 0)
        {
            // Halt the transmitter: the frame is not going anywhere.
            registers.Write32(0x00, registers.Read32(0x00) | 0x400);
            while ((registers.Read32(0x14) & 8) != 0)
            {
                Thread.SpinWait(10);
            }
        }

        THal.Unshare(paddr, packet, DriverToDevice);
        return (state & Used) == 0 ? -110 : (state & 0x2000_0000) != 0 ? -5 : 0;
    }
}
