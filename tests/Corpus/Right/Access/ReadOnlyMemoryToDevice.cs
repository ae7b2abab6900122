using System;
using System.Text;
using Devices;
using Hal;

/// <summary>Constant data and strings are shared for the device to read; what it writes goes to copies.</summary>
public sealed unsafe class ConstantData<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    private static ReadOnlySpan<byte> ResetSequence => new byte[] { 0x66, 0x99, 0x00, 0xFF };

    public void Reset()
    {
        fixed (byte* sequence = ResetSequence)
        {
            PhysAddr at = THal.Share(new DmaBuffer(sequence, 4), BufferDirection.DriverToDevice);
            _device.Start(at, 4);
            THal.Unshare(at, new DmaBuffer(sequence, 4), BufferDirection.DriverToDevice);
        }

        fixed (byte* text = "AT+RESET\r\n"u8)
        {
            using var scope = new SharedScope<THal>(new DmaBuffer(text, 10), BufferDirection.DriverToDevice);
            _device.Start(scope.Paddr, 10);
        }
    }

    public string Echo(string text)
    {
        byte[] copy = "AT+ECHO=1\r\n"u8.ToArray();
        fixed (byte* memory = copy)
        {
            var buffer = new DmaBuffer(memory, copy.Length);
            PhysAddr at = THal.Share(buffer, BufferDirection.Both);
            _device.Start(at, buffer.Length);
            THal.Unshare(at, buffer, BufferDirection.Both);
        }

        fixed (char* characters = text)
        {
            using var scope = new SharedScope<THal>(new DmaBuffer((byte*)characters, text.Length * 2), BufferDirection.DriverToDevice);
            _device.Start(scope.Paddr, text.Length * 2);
        }

        return Encoding.ASCII.GetString(copy);
    }
}
