using System;
using System.Linq;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A paravirtual adapter: rings in DMA memory, a context for each request with its shares.</summary>
public sealed unsafe class ParavirtualScsi<THal> : IDisposable
    where THal : struct, IHal
{
    private const int RequestSize = 128;
    private const int Requests = 32;

    private sealed class Context
    {
        public Shared<THal> Data;
        public Shared<THal> Sense;
        public bool Busy;
    }

    private readonly MmioRegion _registers;
    private readonly Dma<THal> _state;
    private readonly Dma<THal> _ring;
    private readonly PinnedBuffer _sense;
    private readonly Context[] _contexts;

    public ParavirtualScsi(MmioRegion registers)
    {
        _registers = registers;
        _contexts = [.. Enumerable.Range(0, Requests).Select(_ => new Context())];
        _sense = new PinnedBuffer(Requests * 96);
        _state = new Dma<THal>(1, Both);
        if (!Dma<THal>.TryCreate(HalConstants.PagesFor(RequestSize * Requests), Both, out Dma<THal>? ring))
        {
            _state.Dispose();
            _sense.Dispose();
            throw new DmaException("no memory for the ring");
        }

        _ring = ring;
        registers.Write64(0x10, _state.Paddr.Value);
        registers.Write64(0x18, _ring.Paddr.Value);
    }

    public int Queue(DmaBuffer data, bool read)
    {
        int index = Array.FindIndex(_contexts, c => !c.Busy);
        if (index < 0)
        {
            return -16;
        }

        Context context = _contexts[index];
        DmaBuffer sense = _sense.Buffer.Slice(index * 96, 96);
        context.Sense = new Shared<THal>(sense, DeviceToDriver);
        try
        {
            context.Data = new Shared<THal>(data, read ? DeviceToDriver : DriverToDevice);
        }
        catch (DmaException)
        {
            context.Sense.Unshare();
            context.Sense = default;
            return -12;
        }

        context.Busy = true;
        ulong* request = _ring.Pointer<ulong>((nuint)(index * RequestSize));
        request[0] = (ulong)index;
        request[1] = context.Data.Paddr.Value;
        request[2] = (ulong)data.Length;
        request[3] = context.Sense.Paddr.Value;
        _registers.Write32(0x20, (uint)index);
        return index;
    }

    public byte[] Complete(int index)
    {
        Context context = _contexts[index];
        Release(context);
        return _sense.Buffer.AsReadOnlySpan().Slice(index * 96, 96).ToArray();
    }

    private static void Release(Context context)
    {
        context.Data.Unshare();
        context.Sense.Unshare();
        context.Data = context.Sense = default;
        context.Busy = false;
    }

    public void Dispose()
    {
        _registers.Write32(0x00, 1);
        foreach (Context context in _contexts)
        {
            if (context.Busy)
            {
                Release(context);
            }
        }

        _ring.Dispose();
        _state.Dispose();
        _sense.Dispose();
    }
}
