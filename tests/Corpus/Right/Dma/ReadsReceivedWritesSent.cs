using System;
using Devices;
using Hal;

/// <summary>A region for each direction: the sent one is written, the received one only read; both are read after.</summary>
public sealed unsafe class Directed<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal> _sent = new(1, BufferDirection.DriverToDevice);
    private readonly Dma<THal> _received = new(1, BufferDirection.DeviceToDriver);
    private readonly Device _device = new();

    public int Exchange(ReadOnlySpan<byte> request)
    {
        request.CopyTo(_sent.AsSpan());
        *_sent.Pointer<uint>(4092) = (uint)request.Length;
        _device.Program(_sent.Paddr, request.Length);
        _device.Program(_received.PaddrAt(0), HalConstants.PageSize);
        _device.Wait(10);
        byte* answer = _received.Vaddr(0);
        uint length = *_received.Pointer<uint>(0);
        ReadOnlySpan<byte> bytes = _received.AsSpan()[4..];
        return answer[4] + (int)length + bytes.IndexOf((byte)0) + _sent.Vaddr(0)[0];
    }

    public void Dispose()
    {
        _sent.Dispose();
        _received.Dispose();
    }
}
