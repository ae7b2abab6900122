using System.Runtime.InteropServices;
using System.Threading;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A header in DMA memory that holds the address of a shared payload.
public sealed unsafe class HeaderAndPayload<THal>(Device device) : IDisposable
    where THal : struct, IHal
{
    [StructLayout(LayoutKind.Sequential)]
    private struct Header
    {
        public uint Type;
        public uint Reserved;
        public ulong Payload;
        public uint Length;
        public volatile byte Status;
    }

    private readonly Dma<THal> _headers = new(1, Both);

    public byte Write(DmaBuffer payload)
    {
        Header* header = _headers.Pointer<Header>(0);
        PhysAddr paddr = THal.Share(payload, DriverToDevice);
        *header = new Header { Type = 1, Payload = paddr.Value, Length = (uint)payload.Length, Status = 0xFF };
        device.Program(_headers.Paddr, sizeof(Header));
        SpinWait spin = default;
        while (header->Status == 0xFF)
        {
            spin.SpinOnce();
        }

        header->Payload = 0;
        THal.Unshare(paddr, payload, DriverToDevice);
        return header->Status;
    }

    public void Dispose() => _headers.Dispose();
}
