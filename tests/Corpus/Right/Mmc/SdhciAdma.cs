using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A transfer by ADMA2: the table is allocated once, the data of a request is shared while it runs.</summary>
public sealed unsafe class SdhciAdma<THal> : IDisposable
    where THal : struct, IHal
{
    private const ushort Valid = 1;
    private const ushort End = 2;
    private const ushort Transfer = 0x20;
    private const int MostBytes = 65536;

    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private struct AdmaDescriptor
    {
        public ushort Attributes;
        public ushort Length;
        public ulong Address;
    }

    private readonly MmcController _host;
    private readonly Dma<THal> _table;

    public SdhciAdma(MmcController host)
    {
        _host = host;
        _table = new Dma<THal>(1, DriverToDevice);
    }

    public int Run(int opcode, uint argument, DmaBuffer data, bool read)
    {
        BufferDirection direction = read ? DeviceToDriver : DriverToDevice;
        PhysAddr paddr = THal.Share(data, direction);
        int result = BuildTable(paddr, data.Length);
        if (result != 0)
        {
            goto Done;
        }

        _host.SetDescriptorTable(_table.Paddr);
        result = _host.SendCommand(opcode, argument);
        if (result != 0)
        {
            goto Stop;
        }

        while ((_host.Interrupts & (MmcController.DataDone | MmcController.CrcError)) == 0)
        {
            if (_host.TimedOut(1000))
            {
                result = -110;
                goto Stop;
            }
        }

        if ((_host.Interrupts & MmcController.CrcError) != 0)
        {
            result = -84;
            goto Stop;
        }

        goto Done;

    Stop:
        _host.StopTransfer();
    Done:
        THal.Unshare(paddr, data, direction);
        return result;
    }

    private int BuildTable(PhysAddr paddr, int length)
    {
        AdmaDescriptor* descriptor = _table.Pointer<AdmaDescriptor>(0);
        AdmaDescriptor* end = descriptor + ((int)_table.Length / sizeof(AdmaDescriptor));
        for (; length > 0; descriptor++)
        {
            if (descriptor == end)
            {
                return -90;
            }

            int bytes = Math.Min(length, MostBytes);
            length -= bytes;
            descriptor->Attributes = (ushort)(Valid | Transfer | (length == 0 ? End : 0));
            descriptor->Length = (ushort)bytes;
            descriptor->Address = paddr.Value;
            paddr += bytes;
        }

        return 0;
    }

    public void Dispose() => _table.Dispose();
}
