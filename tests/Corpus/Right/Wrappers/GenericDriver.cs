using System;
using System.Linq;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A driver that picks its HAL once: checked in tests, metered in a fleet, plain elsewhere.</summary>
public interface IEcho : IDisposable
{
    bool Ping(ReadOnlySpan<byte> text);
}

public static class Echo
{
    public static IEcho Create<THal>(Device device, string mode)
        where THal : struct, IHal => mode switch
        {
            "checked" => new Driver<Checked<THal>>(device),
            "metered" => new Driver<Metered<THal>>(device),
            _ => new Driver<THal>(device),
        };

    private sealed class Driver<THal>(Device device) : IEcho
        where THal : struct, IHal
    {
        private readonly PinnedBuffer _buffer = new(1500);

        public bool Ping(ReadOnlySpan<byte> text)
        {
            if (text.IsEmpty || text.Length > _buffer.Buffer.Length)
            {
                return false;
            }

            DmaBuffer message = _buffer.Buffer.Slice(0, text.Length);
            text.CopyTo(message.AsSpan());
            PhysAddr paddr = THal.Share(message, Both);
            bool answered = device.Submit(paddr, message.Length) && device.Wait(100);
            if (!answered)
            {
                device.Reset();
            }

            THal.Unshare(paddr, message, Both);
            return answered && message.AsReadOnlySpan().SequenceEqual(text);
        }

        public void Dispose() => _buffer.Dispose();
    }
}
