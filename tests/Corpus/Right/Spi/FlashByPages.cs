using System;
using Devices;
using Hal;

namespace Drivers;

/// <summary>Reads a flash by pages into one DMA page, and copies out what was asked for.</summary>
public sealed unsafe class FlashReader<THal>(SpiController controller) : IDisposable
    where THal : struct, IHal
{
    private const int HeaderBytes = 4;

    private readonly Dma<THal> _command = new(1, BufferDirection.DriverToDevice);
    private readonly Dma<THal> _answer = new(1, BufferDirection.DeviceToDriver);

    public bool Read(uint address, Span<byte> into)
    {
        while (!into.IsEmpty)
        {
            int inPage = 256 - (int)(address & 0xFF);
            int take = Math.Min(into.Length, inPage);
            if (!ReadPart(address, into[..take]))
            {
                return false;
            }

            address += (uint)take;
            into = into[take..];
        }

        return true;
    }

    private bool ReadPart(uint address, Span<byte> into)
    {
        byte* command = _command.Vaddr(0);
        command[0] = 0x03;
        command[1] = (byte)(address >> 16);
        command[2] = (byte)(address >> 8);
        command[3] = (byte)address;
        if (controller.Start(_command.Paddr, _answer.Paddr, HeaderBytes + into.Length) != 0)
        {
            return false;
        }

        if (!controller.WaitIdle(20))
        {
            controller.Abort();
            return false;
        }

        _answer.AsSpan().Slice(HeaderBytes, into.Length).CopyTo(into);
        return true;
    }

    public void Dispose()
    {
        _answer.Dispose();
        _command.Dispose();
    }
}
