using System;
using Devices;
using Hal;

/// <summary>Generic helpers over spans of T, over structs and over callbacks, which share what the type parameter says.</summary>
public static unsafe class TypedShares
{
    public static PhysAddr Map<THal, T>(T* value, BufferDirection direction)
        where THal : struct, IHal
        where T : unmanaged => THal.Share(DmaBuffer.Of(value), direction);

    public static void Unmap<THal, T>(PhysAddr at, T* value, BufferDirection direction)
        where THal : struct, IHal
        where T : unmanaged => THal.Unshare(at, DmaBuffer.Of(value), direction);

    public static PhysAddr MapMany<THal, T>(T* first, int count)
        where THal : struct, IHal
        where T : unmanaged => THal.Share(new DmaBuffer((byte*)first, count * sizeof(T)), BufferDirection.Both);

    public static void UnmapMany<THal, T>(PhysAddr at, T* first, int count)
        where THal : struct, IHal
        where T : unmanaged => THal.Unshare(at, new DmaBuffer((byte*)first, sizeof(T) * count), BufferDirection.Both);
}

/// <summary>Their user.</summary>
public sealed unsafe class TypedUser<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void Run(Descriptor* descriptor, ulong* table, int entries)
    {
        PhysAddr one = TypedShares.Map<THal, Descriptor>(descriptor, BufferDirection.DriverToDevice);
        PhysAddr many = TypedShares.MapMany<THal, ulong>(table, entries);
        _device.Program(one, sizeof(Descriptor));
        _device.Program(many, entries * sizeof(ulong));
        _device.Wait(10);
        TypedShares.UnmapMany<THal, ulong>(many, table, entries);
        TypedShares.Unmap<THal, Descriptor>(one, descriptor, BufferDirection.DriverToDevice);
    }
}
