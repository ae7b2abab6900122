using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A management call with up to 16 buffers of the user; entries without a length stay empty.</summary>
public sealed unsafe class IoctlBuffers<THal>(Mailbox firmware)
    where THal : struct, IHal
{
    private const int MostBuffers = 16;

    public int Execute(uint opcode, IReadOnlyList<Memory<byte>> user)
    {
        if (user.Count > MostBuffers)
        {
            return -22;
        }

        var kernel = new Dma<THal>?[MostBuffers];
        Dma<THal>? frame = null;
        int error = 0;
        try
        {
            frame = new Dma<THal>(1, Both);
            Span<ulong> list = new(frame.Vaddr(64), MostBuffers * 2);
            for (int i = 0; i < user.Count; i++)
            {
                if (user[i].IsEmpty)
                {
                    continue;
                }

                Dma<THal> copy = new(HalConstants.PagesFor((nuint)user[i].Length), Both);
                kernel[i] = copy;
                user[i].Span.CopyTo(copy.AsSpan());
                list[2 * i] = copy.Paddr.Value;
                list[(2 * i) + 1] = (ulong)user[i].Length;
            }

            error = firmware.Execute(opcode, frame.Paddr);
            if (error == 0)
            {
                for (int i = 0; i < user.Count; i++)
                {
                    kernel[i]?.AsSpan()[..user[i].Length].CopyTo(user[i].Span);
                }
            }
        }
        catch (DmaException)
        {
            error = -12;
        }
        finally
        {
            foreach (Dma<THal>? copy in kernel)
            {
                copy?.Dispose();
            }

            frame?.Dispose();
        }

        return error;
    }
}
