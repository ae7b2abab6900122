using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like OpenSSL's asynchronous engines: a batch of digests is handed to the unit and signed one by one. Each pair of shares lives for one
// turn of the loop, also where the unit fails in the middle.
public sealed class SignatureBatch<THal>(CryptoUnit unit, DmaBuffer key)
    where THal : struct, IHal
{
    public int SignAll(ReadOnlySpan<DmaBuffer> digests, ReadOnlySpan<DmaBuffer> signatures)
    {
        if (digests.Length != signatures.Length)
        {
            throw new ArgumentException("one signature for each digest");
        }

        PhysAddr keyAddress = THal.Share(key, DriverToDevice);
        int signed = 0;
        try
        {
            for (; signed < digests.Length; signed++)
            {
                using var digest = new SharedScope<THal>(digests[signed], DriverToDevice);
                using var signature = new SharedScope<THal>(signatures[signed], DeviceToDriver);
                if (unit.Encrypt(digest.Paddr, signature.Paddr, keyAddress, digests[signed].Length) != 0)
                {
                    break;
                }
            }
        }
        finally
        {
            THal.Unshare(keyAddress, key, DriverToDevice);
        }

        return signed;
    }
}
