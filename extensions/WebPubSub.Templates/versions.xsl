<?xml version="1.0" encoding="utf-8"?>
<!--
  Copies a project file, and adds a version to each package reference: the version of this package, or the version in Directory.Packages.props. In a sample, the
  packages of this repository are project references. They become package references.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output omit-xml-declaration="yes" />
  <xsl:param name="own" />
  <xsl:param name="versions" />

  <xsl:template match="@* | node()">
    <xsl:copy>
      <xsl:apply-templates select="@* | node()" />
    </xsl:copy>
  </xsl:template>

  <xsl:template match="ProjectReference[contains(@Include, '/sdk/') or contains(@Include, '/extensions/')]">
    <PackageReference Include="{substring-before(substring-after(substring-after(@Include, '../../../'), '/'), '/')}" Version="{$own}" />
  </xsl:template>

  <xsl:template match="PackageReference/@Include">
    <xsl:variable name="version" select="document($versions)//PackageVersion[@Include = current()]/@Version" />
    <xsl:copy />
    <xsl:attribute name="Version">
      <xsl:choose>
        <xsl:when test=". = 'WebPubSub' or starts-with(., 'WebPubSub.')"><xsl:value-of select="$own" /></xsl:when>
        <xsl:when test="$version"><xsl:value-of select="$version" /></xsl:when>
        <xsl:otherwise><xsl:message terminate="yes">Directory.Packages.props has no version of <xsl:value-of select="." />.</xsl:message></xsl:otherwise>
      </xsl:choose>
    </xsl:attribute>
  </xsl:template>
</xsl:stylesheet>
