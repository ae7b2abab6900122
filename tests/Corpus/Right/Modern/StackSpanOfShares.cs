using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A span of shares on the stack (values, no buffers), unwound by count.
public sealed class StackSpanOfShares<THal>(Mailbox mailbox)
    where THal : struct, IHal
{
    public int Execute(uint opcode, ReadOnlySpan<DmaBuffer> arguments)
    {
        if (arguments.Length > 4)
        {
            return -22;
        }

        Span<Shared<THal>> shares = stackalloc Shared<THal>[4];
        int count = 0;
        try
        {
            foreach (DmaBuffer argument in arguments)
            {
                shares[count++] = new Shared<THal>(argument, Both);
            }

            return count switch
            {
                0 => mailbox.Execute(opcode, default),
                1 => mailbox.Execute(opcode, shares[0].Paddr),
                _ => mailbox.Execute(opcode, shares[0].Paddr, shares[1].Paddr),
            };
        }
        catch (DmaException)
        {
            count--;
            return -12;
        }
        finally
        {
            foreach (ref readonly Shared<THal> share in shares[..count])
            {
                share.Unshare();
            }
        }
    }
}
