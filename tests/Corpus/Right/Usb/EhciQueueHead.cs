using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Transfer descriptors from a page, linked by their bus address.</summary>
public sealed unsafe class EhciQueueHead<THal> : IDisposable
    where THal : struct, IHal
{
    private const int DescriptorSize = 64;
    private const uint Terminate = 1;
    private const uint Active = 0x80;

    [StructLayout(LayoutKind.Sequential)]
    private struct TransferDescriptor
    {
        public uint Next;
        public uint Alternate;
        public uint Token;
        public uint Page0;
        public fixed uint Pages[4];
    }

    private readonly Dma<THal> _page = new(1, Both);
    private readonly Stack<int> _free = new();

    public EhciQueueHead()
    {
        for (int i = (int)_page.Length / DescriptorSize; --i > 0;)
        {
            _free.Push(i);
        }
    }

    private TransferDescriptor* At(int index) => _page.Pointer<TransferDescriptor>((nuint)index * DescriptorSize);

    public int Bulk(DmaBuffer data, bool input, Device schedule)
    {
        if (data.Length > 16384 || !_free.TryPop(out int index))
        {
            return -12;
        }

        BufferDirection direction = input ? DeviceToDriver : DriverToDevice;
        PhysAddr paddr = THal.Share(data, direction);
        if (paddr.Value + (ulong)data.Length > uint.MaxValue)
        {
            THal.Unshare(paddr, data, direction);
            _free.Push(index);
            return -14;
        }

        TransferDescriptor* td = At(index);
        *td = default;
        td->Next = Terminate;
        td->Alternate = Terminate;
        td->Page0 = (uint)paddr.Value;
        uint page = (uint)paddr.Value & ~4095u;
        for (int i = 0; i < 4; i++)
        {
            page += 4096;
            td->Pages[i] = page;
        }

        Volatile.Write(ref td->Token, ((uint)data.Length << 16) | (input ? 0x100u : 0) | Active);
        schedule.Program(_page.PaddrAt((nuint)index * DescriptorSize), DescriptorSize);

        var deadline = Deadline.In(1000);
        uint token;
        while (((token = Volatile.Read(ref td->Token)) & Active) != 0)
        {
            if (deadline.Expired)
            {
                schedule.Reset();
                token = Active;
                break;
            }
        }

        THal.Unshare(paddr, data, direction);
        _free.Push(index);
        return (token & 0xFC) != 0 ? -5 : data.Length - (int)((token >> 16) & 0x7FFF);
    }

    public void Dispose() => _page.Dispose();
}
