using Hal;

namespace Devices;

/// <summary>A cipher unit that reads one address and writes another.</summary>
public class CryptoUnit
{
    public bool HasEngine { get; set; }

    public int Encrypt(PhysAddr source, PhysAddr destination, PhysAddr key, int length) => 0;

    public int Digest(PhysAddr source, int length, PhysAddr result) => 0;

    public bool Busy => !HasEngine;
}
