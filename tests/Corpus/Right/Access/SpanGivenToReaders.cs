using System;
using System.Text;
using Devices;
using Hal;

/// <summary>Memory that only the device writes is handed as a writable span to functions that only read it.</summary>
public sealed unsafe class ReaderTakesSpan<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal> _received = new(1, BufferDirection.DeviceToDriver);
    private readonly Device _device = new();

    public int Run()
    {
        using var local = new Dma<THal>(1, BufferDirection.DeviceToDriver);
        _device.Program(local.Paddr, 4096);
        _device.Wait(10);
        Span<byte> bytes = local.AsSpan();
        int zero = bytes.IndexOf((byte)0);
        string text = Encoding.ASCII.GetString(local.Vaddr(0), 16);
        int sum = Sum(bytes) + Sum(_received.AsSpan()) + Parse(local.RawSlice());
        Span<byte> copy = stackalloc byte[64];
        bytes[..64].CopyTo(copy);
        copy.Reverse();
        return zero + sum + text.Length + BitConverter.ToInt32(bytes) + (bytes.SequenceEqual(copy) ? 1 : 0);
    }

    private static int Sum(Span<byte> bytes)
    {
        int sum = 0;
        foreach (ref byte value in bytes)
        {
            sum += value;
        }

        return sum;
    }

    private static int Parse(DmaBuffer data) => data[0] + data.Pointer[1];

    public void Dispose() => _received.Dispose();
}
