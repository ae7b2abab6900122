using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A message in native memory: freed last, on every path.</summary>
public static unsafe class NativeMessage<THal>
    where THal : struct, IHal
{
    public static int Send(Mailbox mailbox, ReadOnlySpan<char> text)
    {
        int length = System.Text.Encoding.UTF8.GetByteCount(text);
        if (length == 0)
        {
            return 0;
        }

        var bytes = (byte*)NativeMemory.Alloc((nuint)length);
        try
        {
            System.Text.Encoding.UTF8.GetBytes(text, new Span<byte>(bytes, length));
            var buffer = new DmaBuffer(bytes, length);
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            try
            {
                return mailbox.Execute(4, paddr);
            }
            finally
            {
                THal.Unshare(paddr, buffer, DriverToDevice);
            }
        }
        finally
        {
            NativeMemory.Free(bytes);
        }
    }

    public static byte[] Ask(Mailbox mailbox, int length)
    {
        nint block = Marshal.AllocHGlobal(length);
        var buffer = new DmaBuffer((byte*)block, length);
        PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
        int status = mailbox.Execute(5, paddr);
        THal.Unshare(paddr, buffer, DeviceToDriver);
        byte[] answer = status == 0 ? buffer.AsReadOnlySpan().ToArray() : [];
        Marshal.FreeHGlobal(block);
        return answer;
    }
}
