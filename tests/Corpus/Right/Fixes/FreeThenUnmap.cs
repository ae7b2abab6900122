using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;

public sealed unsafe class FreeThenUnmap<THal>(DmaEngine engine) where THal : struct, IHal
{
    public bool Fill(PhysAddr source, Span<byte> into)
    {
        byte* memory = (byte*)NativeMemory.AlignedAlloc((nuint)into.Length, 4096);
        try
        {
            var buffer = new DmaBuffer(memory, into.Length);
            PhysAddr a = THal.Share(buffer, BufferDirection.DeviceToDriver);
            bool ok;
            try
            {
                int cookie = engine.Submit(source, a, into.Length);
                ok = cookie >= 0 && engine.WaitFor(cookie, 100);
                if (!ok)
                {
                    engine.Terminate();
                }
            }
            finally
            {
                THal.Unshare(a, buffer, BufferDirection.DeviceToDriver);
            }

            if (ok)
            {
                buffer.AsReadOnlySpan().CopyTo(into);
            }

            return ok;
        }
        finally
        {
            NativeMemory.AlignedFree(memory);
        }
    }
}
