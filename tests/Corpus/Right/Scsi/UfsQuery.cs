using System;
using System.Buffers.Binary;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The query requests of a UFS host: attributes and flags through one transfer descriptor. The descriptor memory is allocated once by a
// lazy property and given back by Dispose, if it was ever made.
internal sealed unsafe class UfsQuery<THal> : IDisposable
    where THal : struct, IHal
{
    private const int RequestOffset = 0;
    private const int ResponseOffset = 512;

    private readonly Device _host;
    private readonly object _lock = new();
    private Dma<THal>? _descriptor;

    public UfsQuery(Device host) => _host = host;

    private Dma<THal> Descriptor => _descriptor ??= new Dma<THal>(1, Both);

    public bool TryReadAttribute(byte id, out uint value)
    {
        lock (_lock)
        {
            value = 0;
            DmaBuffer request = Descriptor.Slice(RequestOffset, 64);
            DmaBuffer response = Descriptor.Slice(ResponseOffset, 64);
            request.AsSpan().Clear();
            response.AsSpan().Clear();
            request[0] = 0x16;
            request[12] = 3;
            request[13] = id;
            _host.WriteRegister(0x50, Descriptor.PaddrAt(ResponseOffset).Value);
            _host.Program(Descriptor.PaddrAt(RequestOffset), request.Length);
            _host.Kick();
            if (!_host.Wait(100))
            {
                _host.Reset();
                return false;
            }

            if (response[6] != 0)
            {
                return false;
            }

            value = BinaryPrimitives.ReadUInt32BigEndian(response.AsReadOnlySpan()[20..]);
            return true;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _descriptor?.Dispose();
            _descriptor = null;
        }
    }
}
