using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Header/data split on receive: headers go to a small coherent area, payloads to buffers of their own. Headers are read from DMA memory
// by bounds, payloads only after their share has ended.
internal sealed unsafe class HeaderSplit<THal> : IDisposable
    where THal : struct, IHal
{
    private const int HeaderBytes = 256;
    private const int PayloadBytes = 4096;

    private readonly Device _device;
    private readonly Dma<THal> _headers;
    private readonly PinnedBuffer _payload;

    public HeaderSplit(Device device, int count)
    {
        _device = device;
        _headers = new Dma<THal>(HalConstants.PagesFor((nuint)(count * HeaderBytes)), DeviceToDriver);
        _payload = new PinnedBuffer(PayloadBytes);
    }

    public bool Receive(int index, Span<byte> header, Span<byte> payload, out int payloadLength)
    {
        payloadLength = 0;
        DmaBuffer data = _payload.Buffer;
        Shared<THal> shared = new(data, DeviceToDriver);
        _device.WriteRegister(0x10, _headers.PaddrAt((nuint)(index * HeaderBytes)).Value);
        bool received = _device.Submit(shared.Paddr, data.Length);
        if (received && !_device.Wait(1000))
        {
            _device.Reset();
            received = false;
        }

        shared.Unshare();
        if (!received)
        {
            return false;
        }

        var length = (int)Math.Min(_device.ReadRegister(0x14), PayloadBytes);
        payloadLength = Math.Min(length, payload.Length);
        data.AsReadOnlySpan()[..payloadLength].CopyTo(payload);
        int headerLength = Math.Min(header.Length, HeaderBytes);
        _headers.Slice((nuint)(index * HeaderBytes), HeaderBytes).AsReadOnlySpan()[..headerLength].CopyTo(header);
        return true;
    }

    public void Dispose()
    {
        _device.Reset();
        _payload.Dispose();
        _headers.Dispose();
    }
}
