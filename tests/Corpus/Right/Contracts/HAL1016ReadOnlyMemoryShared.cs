using System;
using Hal;
using Devices;

/// <summary>Read-only memory that is shared for the device to read.</summary>
public sealed unsafe class ConstantMemory<THal>
    where THal : struct, IHal
{
    private static ReadOnlySpan<byte> Pattern => [0xAA, 0x55, 0xAA, 0x55];

    private readonly Device _device = new();

    public void Utf8Literal()
    {
        fixed (byte* magic = "virt"u8)
        {
            var buffer = new DmaBuffer(magic, 4);
            PhysAddr address = THal.Share(buffer, BufferDirection.DriverToDevice);
            _device.Submit(address);
            THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
        }
    }

    public void ConstantData()
    {
        fixed (byte* pattern = Pattern)
        {
            using var shared = new SharedScope<THal>(new DmaBuffer(pattern, 4), BufferDirection.DriverToDevice);
            _device.Submit(shared.Paddr);
        }
    }

    public void OfAString(string name)
    {
        fixed (char* text = name)
        {
            var shared = new Shared<THal>(new DmaBuffer((byte*)text, 16), BufferDirection.DriverToDevice);
            _device.Submit(shared.Paddr);
            shared.Unshare();
        }
    }

    public void PartOfALiteral()
    {
        ReadOnlySpan<byte> text = "HELLO, DEVICE"u8;
        fixed (byte* start = text)
        {
            DmaBuffer word = new(start + 7, 6);
            PhysAddr address = THal.Share(word, BufferDirection.DriverToDevice);
            _device.Submit(address);
            THal.Unshare(address, word, BufferDirection.DriverToDevice);
        }
    }
}
