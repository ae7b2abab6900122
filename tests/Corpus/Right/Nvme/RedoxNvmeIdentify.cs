using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Redox (nvmed): the native memory is unmapped and then freed.
public sealed unsafe class NvmeIdentify<THal>(NvmeQueue admin)
    where THal : struct, IHal
{
    private const byte IdentifyOpcode = 0x06;
    private const int IdentifyLength = 4096;

    public string? SerialNumber()
    {
        byte* memory = (byte*)NativeMemory.AlignedAlloc(IdentifyLength, 4096);
        var data = new DmaBuffer(memory, IdentifyLength);
        PhysAddr address = THal.Share(data, DeviceToDriver);

        int command = admin.Submit(IdentifyOpcode, address, default);
        if (command < 0)
        {
            THal.Unshare(address, data, DeviceToDriver);
            NativeMemory.AlignedFree(memory);
            return null;
        }

        admin.RingDoorbell();
        while (!admin.IsDone(command))
        {
        }

        THal.Unshare(address, data, DeviceToDriver);
        string serial = Encoding(data.Slice(4, 20));
        NativeMemory.AlignedFree(memory);
        return serial;
    }

    private static string Encoding(DmaBuffer text)
    {
        var characters = new char[text.Length];
        for (int i = 0; i < characters.Length; i++)
        {
            characters[i] = (char)text[i];
        }

        return new string(characters).Trim();
    }
}
