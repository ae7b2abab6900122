using System.Threading;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in NuttX and Zephyr: a receive buffer that is mapped for the device alone is cleared by the CPU first.
public sealed unsafe class ClearsInbox<THal>(SerialPort uart)
    where THal : struct, IHal
{
    public byte[] ReadFrame(int length)
    {
        using var inbox = new Dma<THal>(1, DeviceToDriver);
        Span<byte> bytes = inbox.AsSpan()[..length];
        bytes.Fill(0xFF); //! HAL2011
        uart.StartReceive(inbox.Paddr, length);
        while (uart.Received < length)
        {
            Thread.Sleep(0);
        }

        int received = uart.StopReceive();
        return bytes[..received].ToArray();
    }
}
