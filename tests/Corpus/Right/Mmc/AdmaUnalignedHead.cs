using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>ADMA table: an unaligned head goes through a small aligned area, the rest straight to the buffer.</summary>
public sealed unsafe class AdmaTable<THal>(MmcController host) : IDisposable
    where THal : struct, IHal
{
    private const int Align = 4;
    private const ushort Transfer = 0x21;
    private const ushort End = 0x02;

    private struct Row
    {
        public ushort Command;
        public ushort Length;
        public uint Address;
    }

    private readonly Dma<THal> _table = new(1, DriverToDevice);
    private readonly Dma<THal> _align = new(1, Both);

    public int Execute(DmaBuffer data, bool read, int opcode, uint argument)
    {
        BufferDirection direction = read ? DeviceToDriver : DriverToDevice;
        PhysAddr address = THal.Share(data, direction);
        int head = (int)((Align - (address.Value & (Align - 1))) & (Align - 1));
        head = Math.Min(head, data.Length);
        Row* row = _table.Pointer<Row>(0);
        int rows = 0;
        if (head != 0)
        {
            if (!read)
            {
                data.AsReadOnlySpan()[..head].CopyTo(_align.AsSpan());
            }

            Put(&row[rows++], _align.Paddr, head);
        }

        for (int done = head; done < data.Length;)
        {
            int chunk = Math.Min(data.Length - done, 32 * 1024);
            if (rows == 256)
            {
                THal.Unshare(address, data, direction);
                return -22;
            }

            Put(&row[rows++], address + done, chunk);
            done += chunk;
        }

        row[rows - 1].Command |= End;
        host.SetDescriptorTable(_table.Paddr);
        int error = host.SendCommand(opcode, argument);
        if (error == 0 && host.TimedOut(500))
        {
            host.StopTransfer();
            error = -110;
        }

        THal.Unshare(address, data, direction);
        if (error == 0 && read && head != 0)
        {
            _align.AsSpan()[..head].CopyTo(data.AsSpan());
        }

        return error;
    }

    private static void Put(Row* row, PhysAddr address, int length)
    {
        row->Command = Transfer;
        row->Length = (ushort)length;
        row->Address = (uint)address.Value;
    }

    public void Dispose()
    {
        _align.Dispose();
        _table.Dispose();
    }
}
