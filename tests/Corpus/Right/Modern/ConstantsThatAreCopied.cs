using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Constants go to the device from memory of their own: copied, or shared for reading only.
public sealed unsafe class ConstantsThatAreCopied<THal>(Mailbox mailbox)
    where THal : struct, IHal
{
    private static ReadOnlySpan<byte> Greeting => "hello, device"u8;

    private static readonly byte[] s_table = [1, 2, 3, 4];

    public int Copied()
    {
        using var memory = new PinnedBuffer(Greeting.ToArray());
        using var scope = new SharedScope<THal>(memory.Buffer, Both);
        return mailbox.Execute(1, scope.Paddr);
    }

    public int ForReading()
    {
        fixed (byte* text = Greeting)
        {
            var buffer = new DmaBuffer(text, Greeting.Length);
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            int error = mailbox.Execute(1, paddr);
            THal.Unshare(paddr, buffer, DriverToDevice);
            return error;
        }
    }

    public int FromArray()
    {
        fixed (byte* table = &s_table[0])
        {
            var buffer = new DmaBuffer(table, s_table.Length);
            PhysAddr paddr = THal.Share(buffer, Both);
            int error = mailbox.Execute(2, paddr);
            THal.Unshare(paddr, buffer, Both);
            return error == 0 ? s_table[0] : error;
        }
    }
}
