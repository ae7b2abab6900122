using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>An optional key: a nullable share says whether there is one to end.</summary>
public static class KeyedCipher<THal>
    where THal : struct, IHal
{
    public static int Run(CryptoUnit unit, DmaBuffer data, DmaBuffer? key)
    {
        Shared<THal>? keyShare = key is { } bytes ? new Shared<THal>(bytes, DriverToDevice) : null;
        int status;
        using (var shared = new SharedScope<THal>(data, Both))
        {
            status = unit.Encrypt(shared.Paddr, shared.Paddr, keyShare?.Paddr ?? default, data.Length);
        }

        keyShare?.Unshare();
        return status;
    }

    public static int RunWithAddress(CryptoUnit unit, DmaBuffer data, DmaBuffer? key)
    {
        PhysAddr? keyAt = null;
        if (key.HasValue)
        {
            keyAt = THal.Share(key.Value, DriverToDevice);
        }

        PhysAddr at = THal.Share(data, Both);
        int status = unit.Encrypt(at, at, keyAt.GetValueOrDefault(), data.Length);
        THal.Unshare(at, data, Both);
        if (keyAt.HasValue)
        {
            THal.Unshare(keyAt.Value, key!.Value, DriverToDevice);
        }

        return status;
    }
}
