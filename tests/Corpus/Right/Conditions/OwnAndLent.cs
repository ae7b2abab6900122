using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A command takes the caller's page or one of its own; only its own is given back.</summary>
public sealed class OwnAndLent<THal>(Mailbox mailbox)
    where THal : struct, IHal
{
    public int Execute(uint opcode, ReadOnlySpan<byte> input, Dma<THal>? lent = null)
    {
        Dma<THal>? own = null;
        Dma<THal> page = lent ?? (own = new Dma<THal>(HalConstants.PagesFor((nuint)Math.Max(1, input.Length)), DriverToDevice));
        try
        {
            if ((nuint)input.Length > page.Length)
            {
                return -90;
            }

            input.CopyTo(page.AsSpan());
            return mailbox.Execute(opcode, page.Paddr);
        }
        finally
        {
            own?.Dispose();
        }
    }

    public int ExecuteTwice(uint opcode, ReadOnlySpan<byte> input)
    {
        using var page = new Dma<THal>(1, DriverToDevice);
        int error = Execute(opcode, input, page);
        return error == -11 ? Execute(opcode, input, page) : error;
    }
}
