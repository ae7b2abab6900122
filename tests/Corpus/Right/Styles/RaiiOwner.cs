using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;

/// <summary>An own owner: a share with its memory, disposed in the right order.</summary>
public sealed unsafe class OwnedBuffer<THal> : IDisposable where THal : struct, IHal
{
    private byte* _memory;
    private Shared<THal>? _shared;

    public OwnedBuffer(int length, BufferDirection direction)
    {
        _memory = (byte*)NativeMemory.AlignedAlloc((nuint)length, 4096);
        try
        {
            _shared = new Shared<THal>(new DmaBuffer(_memory, length), direction);
        }
        catch
        {
            NativeMemory.AlignedFree(_memory);
            throw;
        }
    }

    public PhysAddr Address => _shared?.Paddr ?? throw new ObjectDisposedException(nameof(OwnedBuffer<THal>));

    public Span<byte> End()
    {
        if (_shared is { } shared)
        {
            _shared = null;
            shared.Unshare();
            return shared.Buffer.AsSpan();
        }

        return default;
    }

    public void Dispose()
    {
        End();
        if (_memory != null)
        {
            NativeMemory.AlignedFree(_memory);
            _memory = null;
        }
    }
}

public static class OwnedBufferUse<THal> where THal : struct, IHal
{
    public static int Read(Device device, Span<byte> into)
    {
        using var owned = new OwnedBuffer<THal>(into.Length, BufferDirection.DeviceToDriver);
        if (!device.Submit(owned.Address) || !device.Wait(10))
        {
            device.Reset();
            return -5;
        }

        owned.End().CopyTo(into);
        return into.Length;
    }
}
