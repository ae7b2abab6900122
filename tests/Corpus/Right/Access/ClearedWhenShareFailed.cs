using System;
using System.Security.Cryptography;
using Devices;
using Hal;

/// <summary>Secrets are wiped in catch when Share failed, and in an outer finally after the inner one has unshared.</summary>
public sealed class Wiping<THal>
    where THal : struct, IHal
{
    private readonly CryptoUnit _unit = new();

    public int Run(DmaBuffer key, DmaBuffer text)
    {
        PhysAddr keyAt;
        try
        {
            keyAt = THal.Share(key, BufferDirection.DriverToDevice);
        }
        catch (DmaException)
        {
            key.AsSpan().Clear();
            return -12;
        }

        try
        {
            using var textShare = new SharedScope<THal>(text, BufferDirection.Both);
            return _unit.Encrypt(textShare.Paddr, textShare.Paddr, keyAt, text.Length);
        }
        finally
        {
            THal.Unshare(keyAt, key, BufferDirection.DriverToDevice);
            CryptographicOperations.ZeroMemory(key.AsSpan());
        }
    }

    public int RunNested(DmaBuffer key, PhysAddr text)
    {
        try
        {
            PhysAddr at = THal.Share(key, BufferDirection.DriverToDevice);
            try
            {
                return _unit.Digest(at, key.Length, text);
            }
            finally
            {
                THal.Unshare(at, key, BufferDirection.DriverToDevice);
            }
        }
        finally
        {
            key.AsSpan().Clear();
            key[0] = 0xFF;
        }
    }
}
