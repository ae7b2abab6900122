using Devices;
using Hal;

namespace Drivers;

// Follows a fix in SPDK: "memory: Fix memory leak of g_vtophys_map allocated failed." (35dfd3eafb): the first map stayed when there was
// no memory for the second.
public static class VtophysMaps<THal>
    where THal : struct, IHal
{
    private static Dma<THal>? s_references;
    private static Dma<THal>? s_translations;

    public static bool Init(nuint pages)
    {
        if (!Dma<THal>.TryCreate(pages, BufferDirection.Both, out Dma<THal>? references))
        {
            Log.Info("vtophys: no reference map");
            return false;
        }

        if (!Dma<THal>.TryCreate(pages, BufferDirection.Both, out Dma<THal>? translations))
        {
            Log.Info("vtophys: no translation map");
            references.Dispose();
            return false;
        }

        s_references = references;
        s_translations = translations;
        return true;
    }

    public static void Fini()
    {
        s_translations?.Dispose();
        s_references?.Dispose();
        s_translations = null;
        s_references = null;
    }
}
