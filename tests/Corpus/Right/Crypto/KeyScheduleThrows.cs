using System;
using System.Security.Cryptography;
using Hal;
using Devices;

/// <summary>A crypto driver that validates the key before it shares it.</summary>
public sealed class KeySetter<THal>
    where THal : struct, IHal
{
    private readonly Mailbox _engine = new();

    public void SetKey(PinnedBuffer key)
    {
        DmaBuffer bytes = key.Buffer;
        if (bytes.Length is not (16 or 24 or 32))
        {
            throw new CryptographicException($"a key of {bytes.Length} bytes");
        }

        PhysAddr address = THal.Share(bytes, BufferDirection.DriverToDevice);
        int status = _engine.Execute(1, address);
        THal.Unshare(address, bytes, BufferDirection.DriverToDevice);
        ArgumentOutOfRangeException.ThrowIfNegative(status);
    }
}
